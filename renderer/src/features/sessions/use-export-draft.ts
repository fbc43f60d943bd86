import { useEffect, useState } from 'react';
import type { ExportFormat, ExportPreview, ExportRequest } from '../../../../shared/model/recording.ts';
import { useApp, useTimeline } from '../../app-context.ts';

export type Preview =
  | { readonly phase: 'asking' }
  | { readonly phase: 'shown'; readonly preview: ExportPreview }
  | { readonly phase: 'failed'; readonly message: string };

export interface ExportDraft {
  readonly request: ExportRequest;
  readonly preview: Preview;
  readonly choose: (parts: { readonly format?: ExportFormat; readonly isRedacted?: boolean }) => void;
}

/** What would be exported as the form stands, and how it would begin. The filter is that of the timeline. */
export function useExportDraft(): ExportDraft {
  const { bridge } = useApp();
  const filter = useTimeline((slice) => slice.filter);
  const [format, setFormat] = useState<ExportFormat>('session');
  const [isRedacted, setIsRedacted] = useState(true);
  const [preview, setPreview] = useState<Preview>({ phase: 'asking' });
  useEffect(() => {
    let isWanted = true;
    void bridge.previewExport(requestOf(format, filter, isRedacted)).then((answer) => {
      if (!isWanted) return;
      setPreview(
        answer.ok
          ? { phase: 'shown', preview: answer.value }
          : { phase: 'failed', message: answer.error.message },
      );
    });
    return () => {
      isWanted = false;
    };
  }, [bridge, filter, format, isRedacted]);
  return {
    request: requestOf(format, filter, isRedacted),
    preview,
    choose: (parts) => {
      if (parts.format !== undefined) setFormat(parts.format);
      if (parts.isRedacted !== undefined) setIsRedacted(parts.isRedacted);
    },
  };
}

function requestOf(format: ExportFormat, filter: string, isRedacted: boolean): ExportRequest {
  return { format, filter, isRedacted, from: null, to: null };
}
