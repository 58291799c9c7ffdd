import { CreateEventLog1795478400000 } from './migrations/1795478400000-create-event-log.ts';
import { CreateAppendFunction1795478460000 } from './migrations/1795478460000-create-append-function.ts';
import { CreateCursors1795478520000 } from './migrations/1795478520000-create-cursors.ts';
import { CreateKeysAndProofs1795478580000 } from './migrations/1795478580000-create-keys-and-proofs.ts';
import { GrantAppRole1795478640000 } from './migrations/1795478640000-grant-app-role.ts';
import { CreateReadModels1795478700000 } from './migrations/1795478700000-create-read-models.ts';
import { CreateAccounts1795478820000 } from './migrations/1795478820000-create-accounts.ts';
import { CreateNotices1795478880000 } from './migrations/1795478880000-create-notices.ts';
import { CreateCommandTraces1795479300000 } from './migrations/1795479300000-create-command-traces.ts';
import { GrantAuditorRole1795479600000 } from './migrations/1795479600000-grant-auditor-role.ts';
import { CreateFindings1795564800000 } from './migrations/1795564800000-create-findings.ts';
import { CreateAmendments1795827600000 } from './migrations/1795827600000-create-amendments.ts';
import { CreateRemediation1795651200000 } from './migrations/1795651200000-create-remediation.ts';
import { AddCalendarAdoptions1795741200000 } from './migrations/1795741200000-add-calendar-adoptions.ts';
import { WidenNotices1795741260000 } from './migrations/1795741260000-widen-notices.ts';
import { CreateCascades1795914000000 } from './migrations/1795914000000-create-cascades.ts';
import { ChooseChannels1796007600000 } from './migrations/1796007600000-choose-channels.ts';
import { AddNoticeTemplates1796090400000 } from './migrations/1796090400000-add-notice-templates.ts';
import { CreateWebhooks1796090460000 } from './migrations/1796090460000-create-webhooks.ts';
import { CreateNoticeDeputies1796094000000 } from './migrations/1796094000000-create-notice-deputies.ts';
import { RecordWebhooks1796101200000 } from './migrations/1796101200000-record-webhooks.ts';
import { CreateRatings1796104800000 } from './migrations/1796104800000-create-ratings.ts';
import { MoveCursorsTogether1796184000000 } from './migrations/1796184000000-move-cursors-together.ts';

/** Every change of the database, oldest first. Add at the end; never edit one that has been released. */
export const MIGRATIONS = [
  CreateEventLog1795478400000,
  CreateAppendFunction1795478460000,
  CreateCursors1795478520000,
  CreateKeysAndProofs1795478580000,
  GrantAppRole1795478640000,
  CreateReadModels1795478700000,
  CreateAccounts1795478820000,
  CreateNotices1795478880000,
  CreateCommandTraces1795479300000,
  GrantAuditorRole1795479600000,
  CreateFindings1795564800000,
  CreateRemediation1795651200000,
  AddCalendarAdoptions1795741200000,
  WidenNotices1795741260000,
  CreateAmendments1795827600000,
  CreateCascades1795914000000,
  ChooseChannels1796007600000,
  AddNoticeTemplates1796090400000,
  CreateWebhooks1796090460000,
  CreateNoticeDeputies1796094000000,
  RecordWebhooks1796101200000,
  CreateRatings1796104800000,
  MoveCursorsTogether1796184000000,
];
