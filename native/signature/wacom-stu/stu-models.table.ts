/** What differs from model to model and is not told by the pad itself; vendor id 056a. */
import { optionMode } from './codec/pen-data.ts';

export const wacomVendorId = 0x056a;

/** Bits of the encoding flag in report 09. */
export const encodingFlag = { zlib: 1, bits1: 2, bits16: 4, bits24: 8 } as const;

export interface StuModel {
  name: string;
  productId: number;
  /** Assumed when report 09 names no colour depth. */
  fallbackEncoding: number;
  /** Best mode of report 32, or none when the report does not exist. */
  optionMode: number;
  /** Reports 24 (image area) and 23 exist. */
  imageArea: boolean;
  /** Report 2a exists. */
  handwritingArea: boolean;
  uid2: boolean;
  /** Report 09 is valid beyond its first ten bytes. */
  wholeCapability: boolean;
}

const { bits1, bits16, bits24 } = encodingFlag;
const modern = {
  optionMode: optionMode.timeAndSequence,
  imageArea: true,
  handwritingArea: true,
  uid2: true,
  wholeCapability: true,
};
const old = {
  fallbackEncoding: bits1,
  optionMode: optionMode.none,
  imageArea: false,
  handwritingArea: false,
  uid2: false,
  wholeCapability: false,
};

export const stuModels: readonly StuModel[] = [
  { name: 'STU-500', productId: 0x00a1, ...old },
  { name: 'STU-300', productId: 0x00a2, ...old },
  {
    ...old,
    name: 'STU-520A',
    productId: 0x00a3,
    fallbackEncoding: bits1 | bits16,
    optionMode: optionMode.sequence,
    handwritingArea: true,
    wholeCapability: true,
  },
  { name: 'STU-430', productId: 0x00a4, fallbackEncoding: bits1, ...modern },
  { name: 'STU-530', productId: 0x00a5, fallbackEncoding: bits1 | bits16 | bits24, ...modern },
  { name: 'STU-430V', productId: 0x00a6, fallbackEncoding: bits1, ...modern },
  { name: 'STU-540', productId: 0x00a8, fallbackEncoding: bits1 | bits16 | bits24, ...modern },
];

/** STU-541: speaks TLS only, so it is named to refuse it clearly. */
export const tlsOnlyProductId = 0x00a9;

/** By the name in report 08, which may carry a blank or a suffix (`STU-430V/G`); the longest match wins. */
export function findStuModel(reportedName: string): StuModel | undefined {
  const plain = reportedName.toUpperCase().replace(/[^A-Z0-9]/g, '');
  const key = (model: StuModel) => model.name.replace('-', '').replace('520A', '520');
  return stuModels
    .filter((model) => plain.startsWith(key(model)))
    .sort((a, b) => b.name.length - a.name.length)
    .at(0);
}
