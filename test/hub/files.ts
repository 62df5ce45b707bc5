import { gate, type Users } from './access.ts';
import { type Asked, failure, type Reply, redirect } from './reply.ts';
import { type FakeFile, type FakeRepo, resolveRevision } from './repos.ts';
import type { RepoStore } from './store.ts';

/** `/{id}/resolve/{revision}/{path}`: the gate comes before existence (HUB.md sections 4 and 5). */
export function resolveRoute(
  repo: FakeRepo,
  { revision, path, asked, users, cdn }: { revision: string; path: string; asked: Asked; users: Users; cdn: string },
): Reply {
  const refused = gate(repo, 'text', { path, token: asked.token, users });
  if (refused !== null) return refused;
  const sha = resolveRevision(repo, revision);
  if (sha === null) {
    return failure('text', { status: 404, message: `Invalid rev id: ${revision}`, code: 'RevisionNotFound' });
  }
  const file = repo.commits.get(sha)?.get(path);
  if (file === undefined) {
    const headers = { 'x-repo-commit': sha };
    return failure('text', { status: 404, message: 'Entry not found', code: 'EntryNotFound', headers });
  }
  if (file.lfs) {
    return redirect(302, `${cdn}/xet-bridge-us/${file.sha256}?X-Amz-Signature=0`, {
      'x-repo-commit': sha,
      'x-linked-size': String(file.content.length),
      'x-linked-etag': `"${file.sha256}"`,
      link: `<https://huggingface.co/api/${repo.type}/${repo.id}/xet-read-token/${sha}>; rel="xet-auth"`,
    });
  }
  if (repo.private || repo.gated !== false) return content(file, sha);
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  const query = `${encodeURIComponent(`/${repo.id}/resolve/${revision}/${path}`)}=&etag=%22${file.oid}%22`;
  return redirect(307, `/api/resolve-cache/${repo.type}/${repo.id}/${sha}/${encoded}?${query}`, {
    'x-repo-commit': sha,
    'x-linked-etag': `"${file.oid}"`,
    'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(path.split('/').at(-1) ?? '')}`,
  });
}

/** The last hop: the file itself, as text whatever it is. */
export function content(file: FakeFile, sha: string): Reply {
  return {
    status: 200,
    headers: { 'content-type': 'text/plain; charset=utf-8', etag: `"${file.oid}"`, 'x-repo-commit': sha },
    body: file.content,
  };
}

/** The second origin: large files by their hash. Its ETag is a hash of its own. */
export function cdnContent(repos: RepoStore, sha256: string): Reply {
  const files = [...repos.all()].flatMap((repo) => [...repo.commits.values()].flatMap((tree) => [...tree.values()]));
  const file = files.find((candidate) => candidate.sha256 === sha256);
  if (file === undefined) return failure('text', { status: 403, message: 'AccessDenied' });
  const headers = { 'content-type': 'binary/octet-stream', etag: `"${sha256.split('').reverse().join('')}"` };
  return { status: 200, headers, body: file.content };
}
