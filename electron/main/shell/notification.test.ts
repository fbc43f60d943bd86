import { describe, expect, it } from 'vitest';
import type { Alarm, Alert } from '../../../shared/model/alert.ts';
import { anAlert } from '../../../shared/model/testing/an-alert.ts';
import { notificationOf } from './notification.ts';

const alarmOf = (alerts: readonly Alert[], hasNotification = true): Alarm => ({
  alerts,
  hasNotification,
  hasSound: false,
  isUrgent: false,
});

describe('a notification', () => {
  it('says whom it is about, and leads to the event', () => {
    expect(notificationOf(alarmOf([anAlert()]))).toEqual({
      title: 'Away too long',
      body: 'Ana Ruiz, since 14:31:02',
      place: { profileId: 'acme', view: 'timeline', position: 5, filter: null },
    });
  });

  it('leads to the connection where there is no event', () => {
    const notLive = anAlert({ subject: null, subjectName: null, position: null });
    expect(notificationOf(alarmOf([notLive]))).toMatchObject({
      body: 'Since 14:31:02',
      place: { view: 'connection' },
    });
  });

  it('is one for many, and leads to the inbox', () => {
    const many = Array.from({ length: 6 }, () => anAlert());
    const notification = notificationOf(alarmOf(many));
    expect(notification?.title).toBe('6 alerts');
    expect(notification?.body.split('\n')).toEqual([
      ...Array.from({ length: 4 }, () => 'Away too long: Ana Ruiz'),
      'and 2 more',
    ]);
    expect(notification?.place.view).toBe('alerts');
  });

  it('is none where nobody wants one', () => {
    expect(notificationOf(alarmOf([anAlert()], false))).toBeNull();
  });
});
