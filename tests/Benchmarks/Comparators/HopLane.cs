using System.Globalization;
using AccountingSync.Benchmarks.Sales;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AccountingSync.Benchmarks.Comparators;

/// <summary>How a comparator takes messages.</summary>
/// <param name="Name">Of its database, its queue and its figure.</param>
/// <param name="MaxOnTheWay">Published and not yet stored; more only adds waiting.</param>
/// <param name="PublishedTogether">Messages whose confirms are awaited together.</param>
sealed record Hop(string Name, int MaxOnTheWay, int PublishedTogether)
{
    public required Action<IBusRegistrationConfigurator> AddConsumer { get; init; }
    public required Action<IRabbitMqReceiveEndpointConfigurator, IBusRegistrationContext> Receive { get; init; }
}

/// <summary>A message per sale from a confirming publisher to one consumer that stores it: a single hop.</summary>
sealed class HopLane(BenchRun run, Hop hop)
{
    static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(60);

    readonly PlainCount count = new();

    public async Task Run(CancellationToken stop)
    {
        await using var database = await PlainDatabase.Create(run.System, hop.Name, PlainDatabase.PlainTables, stop);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(database);
        builder.Services.AddSingleton(count);
        builder.Services.AddMassTransit(bus =>
        {
            hop.AddConsumer(bus);
            bus.UsingRabbitMq(
                (context, rabbit) =>
                {
                    ComparatorBus.Connect(rabbit, run.System);
                    rabbit.ReceiveEndpoint(
                        string.Create(CultureInfo.InvariantCulture, $"{hop.Name}-{run.Number}"),
                        endpoint => hop.Receive(endpoint, context)
                    );
                }
            );
        });
        // What is published before the queue is bound is lost, confirmed or not.
        builder.Services.Configure<MassTransitHostOptions>(options => options.WaitUntilStarted = true);
        using var host = builder.Build();
        await host.StartAsync(stop);
        var sent = await Publish(host.Services.GetRequiredService<IBus>(), stop);
        var waiting = run.Time.GetTimestamp();
        // What is still missing then is lost, and the check says so.
        while (count.Value < sent && run.Time.GetElapsedTime(waiting) < DrainLimit)
            await Task.Delay(20, stop);
        await host.StopAsync(stop);
        run.Figures.Checks.Add(
            await PlainDatabase.CheckPlain(database, string.Create(CultureInfo.InvariantCulture, $"{hop.Name} {run.Number}"), sent, stop)
        );
    }

    /// <returns>How many were sent, the warm-up's too.</returns>
    async Task<long> Publish(IBus bus, CancellationToken stop)
    {
        var sales = new SaleGenerator(run.Seed(0));
        var start = run.Time.GetTimestamp();
        long sent = 0;
        (TimeSpan At, long Count)? from = null;
        while (run.Time.GetElapsedTime(start) is var now && now < run.Arguments.WarmUp + run.Arguments.Measured)
        {
            if (from is null && now >= run.Arguments.WarmUp)
                from = (now, count.Value);
            if (sent - count.Value >= hop.MaxOnTheWay)
            {
                await Task.Delay(2, stop);
                continue;
            }
            await Task.WhenAll(Enumerable.Range(0, hop.PublishedTogether).Select(_ => bus.Publish(PostPlainEntry.Of(sales.Next()), stop)));
            sent += hop.PublishedTogether;
        }
        var begin = from ?? (TimeSpan.Zero, 0);
        run.Figures.Add(hop.Name + ".posted_per_s", "1/s", (count.Value - begin.Count) / (run.Time.GetElapsedTime(start) - begin.At).TotalSeconds);
        return sent;
    }
}
