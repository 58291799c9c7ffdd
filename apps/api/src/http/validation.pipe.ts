import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { refuse } from './problem.ts';

type Issue = {
  message: string;
  code?: string;
  keys?: readonly string[];
  path?: readonly (PropertyKey | { key: PropertyKey })[] | undefined;
};
const MAX_ERRORS = 50;

/** Bodies, queries and path parameters against their schema; every broken field is named. A parameter without a schema is a fault. */
@Injectable()
export class ValidationPipe implements PipeTransform {
  async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'custom') return value;
    if (!metadata.schema) throw new TypeError(`A ${metadata.type} parameter has no schema.`);
    const result = await metadata.schema['~standard'].validate(value);
    if (!result.issues) return result.value;
    throw refuse(400, 'invalid-request', 'The request does not have the agreed form.', {
      errors: result.issues.flatMap((issue) => errorsOf(issue, metadata)).slice(0, MAX_ERRORS),
    });
  }
}

function errorsOf({ message, code, keys, path = [] }: Issue, metadata: ArgumentMetadata) {
  const segments = path.map((segment) => String(typeof segment === 'object' ? segment.key : segment));
  if (code === 'unrecognized_keys' && keys) {
    return keys.map((key) => ({
      path: pathOf([...segments, key], metadata),
      rule: 'unknown-field',
      message: 'is not a field of this request',
    }));
  }
  return [{ path: pathOf(segments, metadata), rule: code ?? 'invalid', message }];
}

/** RFC 6901 into a body; the bare name of a query or path parameter. */
function pathOf(segments: readonly string[], { type, data }: ArgumentMetadata): string {
  if (type !== 'body') return [...(data === undefined ? [] : [data]), ...segments].join('.');
  return segments.map((segment) => `/${segment.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
