import { readBySchema } from '@dondoc/contracts/schema-faults.ts';
import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { refuse } from './problem.ts';

const MAX_ERRORS = 50;

/** Bodies, queries and path parameters against their schema; every broken field is named. A parameter without a schema is a fault. */
@Injectable()
export class ValidationPipe implements PipeTransform {
  transform(value: unknown, metadata: ArgumentMetadata): unknown {
    if (metadata.type === 'custom') return value;
    if (!(metadata.schema instanceof z.ZodType))
      throw new TypeError(`A ${metadata.type} parameter has no schema.`);
    const { value: read, faults } = readBySchema(metadata.schema, value);
    if (faults === null) return read;
    throw refuse(400, 'invalid-request', 'The request does not have the agreed form.', {
      errors: faults
        .slice(0, MAX_ERRORS)
        .map(({ path, ...fault }) => ({ path: pathOf(path, metadata), ...fault })),
    });
  }
}

/** RFC 6901 into a body; the bare name of a query or path parameter. */
function pathOf(segments: readonly string[], { type, data }: ArgumentMetadata): string {
  if (type !== 'body') return [...(data === undefined ? [] : [data]), ...segments].join('.');
  return segments.map((segment) => `/${segment.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
