/** Space before the plot, for the numbers of the value axis, and behind it; the ribbon below keeps the same. In px. */
export const PLOT_START_PX = 52;
export const PLOT_END_PX = 12;
