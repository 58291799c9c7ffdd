import { Liveness, Readiness } from '@dondoc/contracts/health.ts';
import { readinessOf, type ReadinessCheck } from '@dondoc/telemetry/readiness.ts';
import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import { Public } from '../http/access.ts';
import { Answers, Summary } from '../http/answers.ts';
import { READINESS } from '../ports.ts';

@ApiTags('health')
@Controller('health')
@Public()
export class HealthController {
  constructor(@Inject(READINESS) private readonly checks: readonly ReadinessCheck[]) {}

  @Summary('The process answers.')
  @Get('live')
  @Answers(Liveness)
  showLiveness(): z.infer<typeof Liveness> {
    return { status: 'live' };
  }

  @Summary(
    '200 when commands can be accepted, 503 naming what is missing. Temporal is reported and not required.',
  )
  @Get('ready')
  @Answers(Readiness)
  async showReadiness(@Res({ passthrough: true }) response: Response): Promise<Readiness> {
    const found = await readinessOf(this.checks);
    if (found.status === 'not-ready') response.status(503);
    return found;
  }
}
