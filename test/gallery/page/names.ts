/** The names of all states, for who draws them from outside the page. */
import { states } from '../states/all.ts';

declare global {
  interface Window {
    galleryNames?: readonly string[];
  }
}

window.galleryNames = Object.keys(states);
