/** Fits the drawing again when its room changes (the job panel opens, the window is resized), unless a person has moved it. */
import { type FitViewOptions, useReactFlow, useStore } from '@xyflow/react';
import { type RefObject, useEffect } from 'react';

interface KeepFittedProps {
  readonly options: FitViewOptions;
  /** A person has chosen what is in sight, and keeps it. */
  readonly isMoved: RefObject<boolean>;
}

export function KeepFitted({ options, isMoved }: KeepFittedProps) {
  const { fitView } = useReactFlow();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  useEffect(() => {
    if (width > 0 && height > 0 && !isMoved.current) void fitView(options);
  }, [width, height, fitView, options, isMoved]);
  return null;
}
