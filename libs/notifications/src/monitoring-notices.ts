import type { MonitoringEvent } from '@dondoc/domain/assignment/monitoring/monitoring.events.ts';
import { unknownEvent } from '@dondoc/read-models/projection.ts';
import { beyondUnit } from './beyond-unit.ts';
import type { CampaignFacts } from './campaign-facts.ts';
import type { Notice } from './notice-facts.ts';

/** Who is told of what happens to an approved plan: the unit what is asked of it and decided, the administrators what waits. */
export function monitoringNotices(
  event: MonitoringEvent,
  campaign: CampaignFacts,
  unitName: (unitId: string) => string,
): Notice[] {
  const { unitId } = event.data;
  const to = { unitId };
  const administrators = { administratorsAbout: unitId };
  switch (event.type) {
    case 'PlanApprovalVoided': {
      const { version, amendedTo } = event.data;
      const facts = { campaign, unit: unitName(unitId), version, amendedTo };
      return [
        { to: administrators, kind: event.type, facts },
        { to, kind: event.type, facts },
      ];
    }
    case 'CheckInOpened': {
      const { period, dueOn } = event.data;
      return [{ to, kind: event.type, facts: { campaign, period, dueOn } }];
    }
    case 'CheckInMissed': {
      const { period, dueOn } = event.data;
      const facts = { campaign, unit: unitName(unitId), period, dueOn };
      return [
        { to, kind: event.type, facts },
        { to: administrators, kind: event.type, facts },
      ];
    }
    case 'CheckInSubmitted': {
      const { period, version, isLate } = event.data;
      const facts = { campaign, unit: unitName(unitId), period, version, isLate };
      return [{ to: administrators, kind: event.type, facts }];
    }
    case 'ActionExtensionRequested': {
      const { actionId, from, to: asked, isRetroactive } = event.data;
      const facts = { campaign, unit: unitName(unitId), actionId, from, to: asked, isRetroactive };
      return [{ to: administrators, kind: event.type, facts }];
    }
    case 'ActionExtensionGranted': {
      const { actionId, from, to: granted, basis } = event.data;
      return [{ to, kind: event.type, facts: { campaign, actionId, from, to: granted, basis: basis.ref } }];
    }
    case 'ActionExtensionDenied':
      return [{ to, kind: event.type, facts: { campaign, actionId: event.data.actionId } }];
    case 'EffectivenessChecked': {
      const { actionId, isEffective } = event.data;
      return [{ to, kind: event.type, facts: { campaign, actionId, isEffective } }];
    }
    case 'ActionCarriedOver': {
      const { actionId, toYear } = event.data;
      return [{ to, kind: event.type, facts: { campaign, actionId, toYear } }];
    }
    case 'ActionReminded': {
      const { actionId, dueOn, offset, channels } = event.data;
      const facts = { campaign, actionId, dueOn, isPast: offset > 0 };
      return [{ to, kind: event.type, facts, ...(channels && { channels }) }];
    }
    case 'ActionUrged': {
      const { actionId, level, step, dueOn, superiorUnitId, channels } = event.data;
      const by = channels === undefined ? {} : { channels };
      const facts = { campaign, unit: unitName(unitId), actionId, level, step, dueOn, to: event.data.to };
      return [
        ...(event.data.to.includes('UNIT') ? [{ to, kind: event.type, facts, ...by }] : []),
        ...beyondUnit(event.data.to, { unitId, superiorUnitId }).map((one) => ({
          to: one.to,
          kind: event.type,
          facts,
          ...by,
        })),
      ];
    }
    case 'ProgressReported':
    case 'PeriodFrozen':
    case 'EvidenceAttached':
    case 'EvidenceWithdrawn':
      return [];
    default:
      throw unknownEvent(event);
  }
}
