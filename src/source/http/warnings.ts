/** Something that the user should know but that stops nothing. */
export interface Warning {
  /** What it is about; each topic is handed out once. */
  topic: string;
  message: string;
}

export type OnWarning = (warning: Warning) => void;

/** Hands on the first warning of each topic. */
export function oncePerTopic(onWarning: OnWarning): OnWarning {
  const seen = new Set<string>();
  return (warning) => {
    if (seen.has(warning.topic) || seen.size >= MAX_TOPICS) return;
    seen.add(warning.topic);
    onWarning(warning);
  };
}

/** A server that makes up topics does not fill memory or the screen. */
const MAX_TOPICS = 50;

/**
 * Warnings that a server sends with its answers: `X-HF-Warning: topic; message` (huggingface_hub prints each topic once).
 * @param headers of one answer; several such headers reach us joined by commas
 */
export function serverWarnings(headers: Headers): Warning[] {
  const value = headers.get('x-hf-warning') ?? '';
  return value
    .split(/,\s*(?=[\w-]+\s*;)/)
    .map((warning) => {
      const [, topic = '', message = ''] = /^(?:([^;]*);)?(.*)$/.exec(printable(warning, 1000)) ?? [];
      return { topic: topic.trim(), message: message.trim() };
    })
    .filter(({ message }) => message !== '');
}

/** What a server sent, fit for a message. */
export function printable(text: string | null, maxLength = 300): string {
  return (text ?? '').replace(/[^\x20-\x7e]/g, '?').slice(0, maxLength);
}
