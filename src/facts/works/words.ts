/** The lists of rules/ that tell whose a work is. */
import type { Tools } from '../../rules/detectors/types.ts';
import type { WorkWords } from './types.ts';

export const workWords = ({ words, globs }: Tools): WorkWords => ({
  noun: words('paper-noun'),
  filler: words('link-filler'),
  own: words('own-work'),
  presented: words('presented-in'),
  pointed: words('pointed-at'),
  self: words('self'),
  notOwn: words('others-work'),
  earlier: words('earlier-work'),
  post: words('blog-noun'),
  othersSection: words('others-section'),
  cite: words('cite'),
  subject: words('work-subject'),
  unpublished: words('unpublished'),
  familyName: words('family-name'),
  genericName: words('generic-name'),
  report: words('report-noun'),
  familyTitle: words('family-title'),
  isMakers: globs('lists/model-families'),
  isPaperSite: globs('lists/paper-sites'),
  isPostSite: globs('lists/post-sites'),
});
