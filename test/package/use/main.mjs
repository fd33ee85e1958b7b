import * as core from 'cephwire';
import * as buffer from 'cephwire/buffer';
import * as capture from 'cephwire/capture';
import * as reading from 'cephwire/decode';
import * as features from 'cephwire/features';
import * as inspect from 'cephwire/inspect';
import { input } from './input.mjs';
import { report } from './report.mjs';

console.log(JSON.stringify(report({ core, buffer, features, inspect, capture, reading }, input)));
