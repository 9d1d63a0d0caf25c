using AccountingSync.CommandLine;
using AccountingSync.CommandLine.Reach;
using AccountingSync.CommandLine.Show;

using var stop = new StopSignals();
return await Acsync.Run(args, Screen.OfProcess(), TimeProvider.System, Installation.Find, stop.Token);
