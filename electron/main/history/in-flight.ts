/**
 * What waits for the disk in numbers, made by constructors and not as literals. Of a literal that it has seen survive, V8
 * makes all later ones in the old generation. These would then keep the frames that they hold until the next collection
 * of everything, long after both are done with. It happened in some runs and not in others.
 */
import type { JsonValue } from '../../../shared/genesys/wire.ts';
import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { MonitorEvent, TimelineEntry } from '../../../shared/model/timeline.ts';
import type { Arrival, Receipt, Stored } from './timeline-store.ts';

export class FrameArrival implements Arrival {
  readonly frame: string;
  readonly body: JsonValue;

  constructor(frame: string, body: JsonValue) {
    this.frame = frame;
    this.body = body;
  }
}

/** An event before it is stored. */
export class ArrivedEvent {
  readonly at: EpochMs;
  readonly type = 'event';
  readonly event: Omit<MonitorEvent, 'seq'>;
  readonly arrival: Arrival;
  readonly receipt: Receipt;

  constructor(at: EpochMs, event: Omit<MonitorEvent, 'seq'>, arrival: Arrival, receipt: Receipt) {
    this.at = at;
    this.event = event;
    this.arrival = arrival;
    this.receipt = receipt;
  }
}

export class StoredEvent implements Stored {
  readonly entry: TimelineEntry;
  readonly arrival: Arrival;

  constructor(entry: TimelineEntry, arrival: Arrival) {
    this.entry = entry;
    this.arrival = arrival;
  }
}
