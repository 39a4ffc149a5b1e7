/** Puts bars that overlap below each other. Pure. */

interface Bar {
  readonly startMs: number;
  readonly endMs: number;
}

export interface Tracks<B extends Bar> {
  readonly tracks: readonly (readonly B[])[];
  /** Bars for which there was no track left. */
  readonly left: number;
}

/** @param gapMs what two bars of one track stay apart, so that a short bar can be seen; bars come by their start */
export function inTracks<B extends Bar>(bars: readonly B[], { most, gapMs }: { readonly most: number; readonly gapMs: number }): Tracks<B> {
  const tracks: B[][] = [];
  let left = 0;
  for (const bar of bars.toSorted((a, b) => a.startMs - b.startMs)) {
    const free = tracks.find((track) => (track.at(-1)?.endMs ?? Number.NEGATIVE_INFINITY) + gapMs <= bar.startMs);
    if (free) free.push(bar);
    else if (tracks.length < most) tracks.push([bar]);
    else left += 1;
  }
  return { tracks, left };
}
