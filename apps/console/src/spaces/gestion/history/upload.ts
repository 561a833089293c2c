import type { ExportFile, HistoryMap } from './mapping';

export type ExportFiles = Readonly<Partial<Record<ExportFile, File>>>;

interface UploadFields {
  readonly files: ExportFiles;
  /** Only where the person named columns: otherwise the remembered mapping is used. */
  readonly map?: HistoryMap | null;
  readonly [field: string]: unknown;
}

/** Files and texts as a form sends them; what is empty stays away. */
export function formOf({ files, map, ...fields }: UploadFields): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields))
    if (value !== undefined && value !== null && value !== '') form.append(name, String(value));
  if (map) form.append('map', JSON.stringify(map));
  for (const name of ['subscriptions', 'invoices'] as const) {
    const file = files[name];
    if (file) form.append(name, file, file.name);
  }
  return form;
}

/** A `fetch` that tells how much of the body was sent, from 0 to 100: the browser's own does not. */
export function fetchTelling(onSent: (percent: number) => void): (request: Request) => Promise<Response> {
  return async (request) => {
    const body = await request.arrayBuffer();
    return new Promise((resolve, reject) => {
      const sending = new XMLHttpRequest();
      sending.open(request.method, request.url);
      request.headers.forEach((value, name) => sending.setRequestHeader(name, value));
      sending.responseType = 'blob';
      sending.upload.onprogress = ({ loaded, total }) =>
        onSent(total > 0 ? Math.floor((100 * loaded) / total) : 0);
      sending.onload = () => {
        const type = sending.getResponseHeader('Content-Type') ?? '';
        resolve(
          new Response(sending.response as Blob, {
            status: sending.status,
            statusText: sending.statusText,
            headers: { 'Content-Type': type },
          }),
        );
      };
      sending.onerror = () => reject(new TypeError('network request failed'));
      sending.send(body);
    });
  };
}
