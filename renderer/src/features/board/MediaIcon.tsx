import { Mail, MessageSquare, Phone, PhoneCall, Radio, type LucideIcon } from 'lucide-react';

const ICONS: Readonly<Record<string, LucideIcon>> = {
  call: Phone,
  voice: Phone,
  callback: PhoneCall,
  chat: MessageSquare,
  message: MessageSquare,
  email: Mail,
};

/** The shape of a medium; the words beside it say the same. */
export function MediaIcon({ media }: { readonly media: string }) {
  const Icon = (Object.hasOwn(ICONS, media) ? ICONS[media] : undefined) ?? Radio;
  return <Icon size={13} aria-hidden="true" />;
}
