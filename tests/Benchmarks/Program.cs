using System.Runtime.InteropServices;
using AccountingSync.Benchmarks;
using AccountingSync.Benchmarks.Comparators;

if (args is ["plain-service", .. var settings])
    return await PlainService.Run(settings);
try
{
    var arguments = BenchArguments.Parse(args);
    using var stop = new CancellationTokenSource();
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    return await new Bench(arguments, TimeProvider.System).Run(stop.Token);

    void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        stop.Cancel();
    }
}
catch (FormatException wrong)
{
    await Console.Error.WriteLineAsync("bench: " + wrong.Message);
    return 2;
}
catch (OperationCanceledException)
{
    return 130;
}
