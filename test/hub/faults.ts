import type { ServerResponse } from 'node:http';
import type { Reply } from './reply.ts';

/** What goes wrong. The ones with `status` replace the answer; the others spoil it. */
export type FaultKind =
  /** No fault: headers added to the answer; empty ones taken away. */
  | { add: Record<string, string> }
  | { status: number; body?: 'html' | 'text' | 'json'; headers?: Record<string, string> }
  /** Another file's content, another commit, no proof at all. */
  | 'wrong-etag'
  | 'wrong-commit'
  | 'no-etag'
  | 'no-proof'
  /** A login page at status 200; JSON that ends too soon; JSON of another shape. */
  | 'captive-portal'
  | 'bad-json'
  | 'other-json'
  /** The connection: closed at once, closed half-way, silent before and after the headers, no length announced. */
  | 'reset'
  | 'truncate'
  | 'stall'
  | 'stall-body'
  | 'no-length';

export interface Fault {
  /** Matched against path and query. */
  on: RegExp;
  kind: FaultKind;
  /** Requests spoilt before all is well again. Default 1; `Infinity` for ever. */
  times?: number;
}

const PORTAL = '<!DOCTYPE html><html><body><h1>Welcome to Hotel WiFi</h1><form>Log in</form></body></html>';
const LIMITED = '<!DOCTYPE html><html><body><h1>429</h1><p>We had to rate limit you.</p></body></html>';

/** The answer with what the fault changes in it. */
export function spoil(reply: Reply, kind: FaultKind): Reply {
  if (typeof kind === 'object' && 'add' in kind) return { ...reply, headers: { ...reply.headers, ...kind.add } };
  if (typeof kind === 'object') {
    const type = { html: 'text/html', text: 'text/plain', json: 'application/json' }[kind.body ?? 'text'];
    const body = { html: LIMITED, text: 'We had to rate limit you', json: '{"error":"overloaded"}' }[
      kind.body ?? 'text'
    ];
    return { status: kind.status, headers: { 'content-type': type, ...kind.headers }, body: Buffer.from(body) };
  }
  const { etag: _etag, ...unproven } = reply.headers;
  switch (kind) {
    case 'wrong-etag':
      return { ...reply, headers: { ...reply.headers, etag: `"${'0'.repeat(40)}"` } };
    case 'wrong-commit':
      return { ...reply, headers: { ...reply.headers, 'x-repo-commit': '0'.repeat(40) } };
    case 'no-etag':
      return { ...reply, headers: unproven };
    case 'no-proof':
      return { ...reply, headers: { 'content-type': 'text/plain' } };
    case 'captive-portal':
      return { status: 200, headers: { 'content-type': 'text/html' }, body: Buffer.from(PORTAL) };
    case 'bad-json':
      return { ...reply, body: reply.body.subarray(0, reply.body.length - 5) };
    case 'other-json':
      return { ...reply, body: Buffer.from('{"message":"hello"}') };
    default:
      return reply;
  }
}

/** Sends an answer, or as much of it as the fault lets through. */
export async function transmit(response: ServerResponse, reply: Reply, kind: FaultKind | null): Promise<void> {
  const length = { 'content-length': String(reply.body.length) };
  switch (kind) {
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'stall':
      return;
    case 'stall-body':
      response.writeHead(reply.status, { ...reply.headers, ...length });
      response.write(reply.body.subarray(0, 1));
      return;
    case 'truncate':
      response.writeHead(reply.status, { ...reply.headers, ...length });
      response.write(reply.body.subarray(0, Math.floor(reply.body.length / 2)), () => response.socket?.destroy());
      return;
    default: {
      response.writeHead(reply.status, kind === 'no-length' ? reply.headers : { ...reply.headers, ...length });
      await writeAll(response, reply.body);
      response.end();
    }
  }
}

/** In pieces, and no more once the client has gone. */
async function writeAll(response: ServerResponse, body: Buffer): Promise<void> {
  const piece = 64 * 1024;
  for (let start = 0; start < body.length && !response.destroyed; start += piece) {
    if (response.write(body.subarray(start, start + piece))) continue;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        response.off('drain', done).off('close', done);
        resolve();
      };
      response.on('drain', done).on('close', done);
    });
  }
}
