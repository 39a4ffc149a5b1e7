/** Whether a model is served on this computer or in its network: there, the first question may have to wait for the model to be loaded. Pure. */

const PRIVATE = /^(?:localhost|127\.|10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|\[::1\]|\[f[cd][0-9a-f]{2}:|\[fe[89ab][0-9a-f]:)/;
const LOCAL_NAME = /^[^.:[\]]+$|\.(?:local|lan|internal|intranet|home|corp|localdomain)$/;

export function isNearby(hostname: string): boolean {
  const name = hostname.toLowerCase();
  return PRIVATE.test(name) || LOCAL_NAME.test(name);
}
