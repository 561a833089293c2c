/** Renders and archives the PDF and XML of an issued document; the key is the invoice's id. */
export const RENDER_JOB = 'billing.render';

/** Hands an issued document to its receiver; the key is the invoice's id and the number of the attempt. */
export const DELIVER_JOB = 'billing.deliver';
