import { stageName } from './stage';

/** Where the stage tells its operators that something needs them. Subscribe an address to it. */
export const alarms = new aws.sns.Topic(stageName('Alarms'));
