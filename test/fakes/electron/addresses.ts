/** Chromium does not know the app's own scheme, so `app://host/x` lives at `https://host.app.stand-in.invalid/x` and back. */
const SUFFIX = '.stand-in.invalid';

/** The address Chromium is given. Other schemes than custom ones are left as they are. */
export function toChromium(url: string): string {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]+)(.*)$/i.exec(url);
  if (match === null || ['http', 'https', 'ws', 'wss', 'file', 'devtools', 'chrome'].includes(match[1]!.toLowerCase())) return url;
  return `https://${match[2]}.${match[1]}${SUFFIX}${match[3] === '' ? '/' : match[3]}`;
}

/** The address the app believes in. */
export function toApp(url: string): string {
  const match = /^(blob:)?https:\/\/([^/?#]+)\.([a-z0-9+-]+)\.stand-in\.invalid(.*)$/i.exec(url);
  return match === null ? url : `${match[1] ?? ''}${match[3]}://${match[2]}${match[4]}`;
}
