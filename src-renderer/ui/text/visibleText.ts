/** Untrusted text on screen and in copies: what cannot be seen, or reorders what can, stands there as what it is. */
export { withUnseenShown as visibleText } from '../../../src-preload/shared/unseen.ts';
