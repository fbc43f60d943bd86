import type { Directory } from '../../../../../shared/model/directory.ts';
import type { TimelineEntry } from '../../../../../shared/model/timeline.ts';
import { t } from '../../../../../shared/text/t.ts';
import { subjectName } from '../../../wording/names.ts';
import { topicName } from '../../../wording/topic-name.ts';

export function inspectorTitle(entry: TimelineEntry, directory: Directory): string {
  switch (entry.type) {
    case 'event':
      return `${subjectName(entry.event.subject, directory).text}: ${topicName(entry.event.topic, directory).what}`;
    case 'connection':
      return t('Connection');
    case 'renewal':
      return t('Renewal');
    case 'subscription':
      return t('Subscription');
    case 'gap':
      return t('Gap');
    case 'refreshed':
      return `${subjectName(entry.refreshed.subject, directory).text}: ${topicName(entry.refreshed.topic, directory).what}`;
    case 'refresh':
      return t('Refresh');
    case 'diagnostic':
      return t('Diagnostic');
  }
}
