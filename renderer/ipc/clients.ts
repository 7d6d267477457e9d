/** Typed clients of every contract a window speaks. */

import { appointmentsContract } from '../../electron/contract/appointments.ts';
import { centralContract, gateContract } from '../../electron/contract/central.ts';
import { citizenContract } from '../../electron/contract/citizen.ts';
import { clerksContract } from '../../electron/contract/clerks.ts';
import { connect } from '../../electron/contract/connect.ts';
import { devicesContract } from '../../electron/contract/devices.ts';
import { officeContract } from '../../electron/contract/office.ts';
import { retentionContract } from '../../electron/contract/retention.ts';
import { seatCheckContract } from '../../electron/contract/seat-check.ts';
import { sessionContract } from '../../electron/contract/session.ts';
import { stockContract } from '../../electron/contract/stock.ts';
import { tillContract } from '../../electron/contract/till.ts';
import { visitsContract } from '../../electron/contract/visits.ts';
import { vorgangContract } from '../../electron/contract/vorgang.ts';
import { counter } from './counter.ts';

export const session = connect(sessionContract, counter);
export const devices = connect(devicesContract, counter);
export const vorgang = connect(vorgangContract, counter);
export const till = connect(tillContract, counter);
export const stock = connect(stockContract, counter);
export const office = connect(officeContract, counter);
export const retention = connect(retentionContract, counter);
export const seatCheck = connect(seatCheckContract, counter);
export const visits = connect(visitsContract, counter);
export const gate = connect(gateContract, counter);
export const central = connect(centralContract, counter);
export const appointments = connect(appointmentsContract, counter);
export const clerks = connect(clerksContract, counter);
export const citizen = connect(citizenContract, counter);
