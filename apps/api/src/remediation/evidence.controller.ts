import { EvidenceAnswer, EvidenceQuery } from '@dondoc/contracts/remediation.ts';
import { ActionReference, Id, Sha256, UnitReference } from '@dondoc/contracts/text.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { discard, type EvidenceIntake } from '@dondoc/evidence/receive-evidence.ts';
import { Controller, Get, Inject, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { requireAssigned, unitInScope } from '../assignments/read-assignment.ts';
import { sendAssignmentCommand } from '../assignments/send-assignment-command.ts';
import { AnyRole, Delegable, Me, Roles } from '../http/access.ts';
import { AnswersFile, Command, Summary } from '../http/answers.ts';
import { IssuedAs } from '../http/command.interceptor.ts';
import { refuse } from '../http/problem.ts';
import type { Caller, Issued } from '../http/request-context.ts';
import { EVENT_STORE, EVIDENCE } from '../ports.ts';
import { evidenceFileOf } from './read-remediation.ts';
import { receiveUpload } from './receive-upload.ts';

/** The files that prove what a plan has brought. */
@ApiTags('remediation')
@Controller('v1/campaigns/:campaignId/assignments/:unit/actions/:actionId/evidence')
export class EvidenceController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(EVIDENCE) private readonly intake: EvidenceIntake | null,
  ) {}

  @Summary('Uploads evidence, up to 20 files at once: all are taken or none. The same file again is nothing.')
  @Delegable('UNIT_STEPS')
  @Post()
  @Roles('UNIT')
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      properties: { file: { type: 'array', items: { type: 'string', format: 'binary' } } },
    },
  })
  @Command(EvidenceAnswer)
  async attachEvidence(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Param('unit', { schema: UnitReference }) unit: string,
    @Param('actionId', { schema: ActionReference }) actionId: string,
    @Query({ schema: EvidenceQuery }) { supersedes = null }: { supersedes?: string | null },
    @Req() request: Request,
  ): Promise<EvidenceAnswer> {
    const intake = this.requireIntake();
    await requireAssigned(this.store, campaignId, unitInScope(me, unit));
    if (!request.is('multipart/form-data')) {
      throw refuse(415, 'unsupported-media-type', 'Send the files as multipart/form-data.');
    }
    const received = await receiveUpload(request, intake);
    try {
      if (supersedes !== null && received.length > 1) {
        throw refuse(400, 'invalid-request', 'One file takes the place of one: send it alone.', {
          errors: [{ path: 'supersedes', rule: 'one-file', message: 'goes with one file' }],
        });
      }
      // Kept before they are on record: the log never names a file that is not there. What is kept and then refused
      // is bytes that nothing points to.
      for (const file of received) await intake.store.keep(file);
      const files = received.map(({ path: _path, ...file }) => ({ ...file, supersedes }));
      const result = await sendAssignmentCommand(
        this.store,
        { me, issued, campaignId, unit },
        'AttachEvidence',
        { actionId, files },
      );
      return { ...result, files: files.map(({ supersedes: _old, ...file }) => file) };
    } finally {
      for (const file of received) await discard(file);
    }
  }

  @Summary('One file of evidence, withdrawn ones too, as it was uploaded.')
  @Delegable(null)
  @Get(':sha256')
  @AnyRole()
  @AnswersFile()
  async downloadEvidence(
    @Me() me: Caller,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Param('unit', { schema: UnitReference }) unit: string,
    @Param('actionId', { schema: ActionReference }) actionId: string,
    @Param('sha256', { schema: Sha256 }) sha256: string,
  ): Promise<StreamableFile> {
    const unitId = unitInScope(me, unit);
    const file = await evidenceFileOf(this.store, { campaignId, unitId, actionId, sha256 });
    const content = await this.requireIntake().store.open(sha256);
    if (content === null) {
      throw new DomainError(
        'unknown-evidence',
        'The file is on record, and its bytes are not in this store.',
        {
          sha256,
        },
      );
    }
    // Always a download, whatever it is: nothing a unit sends is shown by a browser as a page of ours.
    return new StreamableFile(content, {
      type: file.mediaType,
      length: file.size,
      disposition: `attachment; filename*=UTF-8''${encodeURIComponent(file.title ?? sha256)}`,
    });
  }

  private requireIntake(): EvidenceIntake {
    if (this.intake !== null) return this.intake;
    throw refuse(
      503,
      'evidence-store-missing',
      'No evidence store is set up. The operator sets EVIDENCE_DIR, or a bucket (EVIDENCE_S3_URL).',
    );
  }
}
