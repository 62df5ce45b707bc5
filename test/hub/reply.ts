/** What a route answers; sending it (or spoiling it) is the server's business. */
export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** One request as the routes see it. */
export interface Asked {
  method: string;
  url: URL;
  token: string | null;
}

/** Whether errors of a route are JSON (the API) or text (files). */
export type ErrorStyle = 'json' | 'text';

export function json(data: unknown, headers: Record<string, string> = {}): Reply {
  return {
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: Buffer.from(JSON.stringify(data)),
  };
}

export function failure(
  style: ErrorStyle,
  {
    status,
    message,
    code,
    headers = {},
  }: { status: number; message: string; code?: string; headers?: Record<string, string> },
): Reply {
  const challenge = 'Bearer realm="Authentication required", charset="UTF-8"';
  return {
    status,
    headers: {
      'content-type': style === 'json' ? 'application/json; charset=utf-8' : 'text/plain; charset=utf-8',
      'x-error-message': message,
      ...(code === undefined ? {} : { 'x-error-code': code }),
      ...(status === 401 ? { 'www-authenticate': challenge } : {}),
      ...headers,
    },
    body: Buffer.from(style === 'json' ? JSON.stringify({ error: message }) : message),
  };
}

/** The Hub's redirects are relative. */
export function redirect(status: 302 | 307, location: string, headers: Record<string, string> = {}): Reply {
  const word = status === 307 ? 'Temporary Redirect' : 'Found';
  return {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', location, vary: 'Accept', ...headers },
    body: Buffer.from(`${word}. Redirecting to ${location}`),
  };
}
