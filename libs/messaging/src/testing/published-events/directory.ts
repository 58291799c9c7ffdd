import { basis, directiveId, PRIVATE, SHA256, unitId, type Published } from './parts.ts';

const profile = {
  unitId,
  code: 'HU-TRABONG',
  name: 'Huyện ủy Trà Bồng',
  kind: 'DISTRICT_COMMITTEE' as const,
  addresseeCategory: 'A',
  peerGroup: 'HU',
  parentCode: null,
  mail: PRIVATE,
};

export const DIRECTORY: Published<
  'DirectiveIssued' | 'UnitRegistered' | 'UnitProfileCorrected' | 'UnitDissolved'
> = {
  DirectiveIssued: {
    directiveId,
    family: 'PARTY',
    number: { raw: '1889-CV/TU', seq: 1889, type: 'CV', issuer: 'TU', term: '2020-2025' },
    abstract: PRIVATE,
    issuer: [PRIVATE],
    place: PRIVATE,
    issuedOn: '2023-12-01',
    addressees: [PRIVATE],
    requirements: [{ no: '1', text: PRIVATE }],
    deadlines: [],
    distribution: [{ role: 'ACTION', text: PRIVATE }],
    signature: { authorityLine: PRIVATE, position: PRIVATE, name: PRIVATE },
    notStated: [],
    sourceSha256: SHA256,
  },
  UnitRegistered: { ...profile, validFrom: '2020-01-01', validTo: null },
  UnitProfileCorrected: profile,
  UnitDissolved: { unitId, on: '2025-06-30', basis },
};
