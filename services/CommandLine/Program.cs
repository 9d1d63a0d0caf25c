using AccountingSync.CommandLine;
using AccountingSync.CommandLine.Show;

using var stop = new StopSignals();
return await Acsync.Run(args, Screen.OfProcess(), TimeProvider.System, stop.Token);
