/** What a projection onto a standard may look at: the judged parts of a report, before it is put together. */
import type { Artefacts, Dataset, LicenseCategory, LicenseReport, Lineage, Report } from '../../report/v1.ts';

export interface StandardsInput {
  artefacts: Artefacts;
  license: LicenseReport;
  repo: Pick<Report['repo'], 'gated'>;
  lineage: Lineage;
  datasets: Dataset[];
  /** Names of `extra_gated_fields`; empty when the prompt has no form. */
  gateFields: string[];
  /** `extra_gated_eu_disallowed` is set. */
  euDisallowed: boolean;
  /**
   * The licence catalogue: category of a licence id (an artefact's `license`), `unknown` for one that it does not know.
   * Always called with a lower-case id, so no licence depends on how a card spells it.
   */
  licenseCategory: (id: string) => LicenseCategory;
}
