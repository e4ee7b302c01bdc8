import 'i18next';
import type admin from './en/admin.json';
import type courier from './en/courier.json';
import type common from './en/common.json';
import type mail from './en/mail.json';
import type interview from './en/interview.json';
import type manager from './en/manager.json';
import type phone from './en/phone.json';
import type order from './en/order.json';
import type problems from './en/problems.json';
import type supervisor from './en/supervisor.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: {
      common: typeof common;
      problems: typeof problems;
      manager: typeof manager;
      order: typeof order;
      supervisor: typeof supervisor;
      admin: typeof admin;
      courier: typeof courier;
      phone: typeof phone;
      mail: typeof mail;
      interview: typeof interview;
    };
  }
}
