import {
  CircleDashed,
  CircleDot,
  CircleDotDashed,
  CloudOff,
  History,
  Hourglass,
  RefreshCcwDot,
  RefreshCw,
  Repeat,
  Square,
  Timer,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react';
import type { StateIcon as StateIconName } from './chip.ts';

const ICONS: Record<StateIconName, LucideIcon> = {
  live: CircleDot,
  'partly-live': CircleDotDashed,
  checking: CircleDashed,
  renewing: Repeat,
  refreshing: RefreshCcwDot,
  connecting: RefreshCw,
  waiting: Hourglass,
  offline: CloudOff,
  slowed: Timer,
  'action-needed': TriangleAlert,
  replay: History,
  stopped: Square,
};

/** The shape of a connection state; the words beside it carry the same for screen readers. */
export function StateIcon({ name, size = 16 }: { readonly name: StateIconName; readonly size?: number }) {
  const Icon = ICONS[name];
  return <Icon size={size} aria-hidden="true" />;
}
