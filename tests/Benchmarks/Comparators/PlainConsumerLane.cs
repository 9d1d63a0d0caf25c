using System.Globalization;
using System.Security.Authentication;
using AccountingSync.Benchmarks.Results;
using AccountingSync.Benchmarks.Sales;
using AccountingSync.LocalServers;
using AccountingSync.Messaging;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AccountingSync.Benchmarks.Comparators;

/// <summary>A message per sale from a confirming publisher to <see cref="PlainConsumer"/>: a single hop, with MassTransit's own defaults.</summary>
static class PlainConsumerLane
{
    /// <summary>Published and not yet stored; more only adds waiting.</summary>
    const int MaxOnTheWay = 1_000;
    const int PublishedTogether = 50;
    static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(60);

    public static async Task Run(LocalSystem system, Figures figures, BenchArguments arguments, TimeProvider time, int run, CancellationToken stop)
    {
        await using var database = await PlainDatabase.Create(system, "plain_consumer", PlainDatabase.PlainTables, stop);
        var count = new PlainCount();
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(database);
        builder.Services.AddSingleton(count);
        builder.Services.AddMassTransit(bus =>
        {
            bus.AddConsumer<PlainConsumer>();
            bus.UsingRabbitMq(
                (context, rabbit) =>
                {
                    Connect(rabbit, system);
                    rabbit.ReceiveEndpoint(
                        string.Create(CultureInfo.InvariantCulture, $"plain-{run}"),
                        endpoint => endpoint.ConfigureConsumer<PlainConsumer>(context)
                    );
                }
            );
        });
        // What is published before the queue is bound is lost, confirmed or not.
        builder.Services.Configure<MassTransitHostOptions>(options => options.WaitUntilStarted = true);
        using var host = builder.Build();
        await host.StartAsync(stop);
        var sent = await Publish(host.Services.GetRequiredService<IBus>(), count, figures, arguments, time, run, stop);
        var waiting = time.GetTimestamp();
        // What is still missing then is lost, and the check says so.
        while (count.Value < sent && time.GetElapsedTime(waiting) < DrainLimit)
            await Task.Delay(20, stop);
        await host.StopAsync(stop);
        figures.Checks.Add(
            await PlainDatabase.CheckPlain(database, string.Create(CultureInfo.InvariantCulture, $"plain_consumer {run}"), sent, stop)
        );
    }

    static async Task<long> Publish(
        IBus bus,
        PlainCount count,
        Figures figures,
        BenchArguments arguments,
        TimeProvider time,
        int run,
        CancellationToken stop
    )
    {
        var sales = new SaleGenerator(arguments.Seed + (ulong)run * 10);
        var start = time.GetTimestamp();
        long sent = 0;
        (TimeSpan At, long Count)? from = null;
        while (time.GetElapsedTime(start) is var now && now < arguments.WarmUp + arguments.Measured)
        {
            if (from is null && now >= arguments.WarmUp)
                from = (now, count.Value);
            if (sent - count.Value >= MaxOnTheWay)
            {
                await Task.Delay(2, stop);
                continue;
            }
            await Task.WhenAll(Enumerable.Range(0, PublishedTogether).Select(_ => bus.Publish(PostPlainEntry.Of(sales.Next()), stop)));
            sent += PublishedTogether;
        }
        var begin = from ?? (TimeSpan.Zero, 0);
        figures.Add("plain_consumer.posted_per_s", "1/s", (count.Value - begin.Count) / (time.GetElapsedTime(start) - begin.At).TotalSeconds);
        return sent;
    }

    static void Connect(IRabbitMqBusFactoryConfigurator rabbit, LocalSystem system)
    {
        var address = system.BrokerAdministrator;
        var user = address.UserInfo.Split(':', 2);
        rabbit.Host(
            address.Host,
            (ushort)address.Port,
            Uri.UnescapeDataString(address.AbsolutePath.Trim('/')),
            host =>
            {
                host.Username(Uri.UnescapeDataString(user[0]));
                host.Password(Uri.UnescapeDataString(user[1]));
                host.UseSsl(tls =>
                {
                    tls.ServerName = address.Host;
                    tls.Protocol = SslProtocols.Tls12 | SslProtocols.Tls13;
                    tls.CertificateValidationCallback = Broker.CertificateCheck(system.BrokerAuthorityFile);
                });
            }
        );
    }
}
