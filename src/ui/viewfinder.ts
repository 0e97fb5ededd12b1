/** The colour of the face boxes: a camera viewfinder's amber, drawn over a dark halo so that it shows on any picture. */
export const VIEWFINDER = '#FFC53D';
