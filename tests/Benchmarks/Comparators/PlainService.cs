using System.Security.Authentication;
using AccountingSync.Messaging;
using Dapper;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AccountingSync.Benchmarks.Comparators;

/// <summary>What most teams write, as processes that a fault campaign can kill: a door that stores the request, commits, publishes and
/// answers, and behind a queue the <see cref="PlainConsumer"/>, which trusts in message ids. No outbox, no receipts, no natural key.
/// <c>plain-service --Role=door|consumer</c>.</summary>
static class PlainService
{
    const string Queue = "plain";

    /// <summary>The inbox is thought to be enough against doubles, so the entries have no natural key.</summary>
    const string Tables =
        PlainDatabase.PlainTables
        + """
            CREATE TABLE requests (source text NOT NULL, transaction_id text NOT NULL, gross numeric(19, 4) NOT NULL);
            ALTER TABLE entries DROP CONSTRAINT entries_source_transaction_id_key;
            """;

    public sealed record Request(string Source, string Id, decimal Gross);

    public static async Task<int> Run(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        var isDoor = builder.Configuration["Role"] == "door";
        builder.Services.AddSingleton(NpgsqlDataSource.Create(builder.Configuration["Postgres:ConnectionString"]!));
        builder.Services.AddSingleton<PlainCount>();
        builder.Services.AddMassTransit(bus =>
        {
            if (!isDoor)
                bus.AddConsumer<PlainConsumer>();
            bus.UsingRabbitMq(
                (context, rabbit) =>
                {
                    Connect(rabbit, builder.Configuration);
                    if (!isDoor)
                        rabbit.ReceiveEndpoint(Queue, endpoint => endpoint.ConfigureConsumer<PlainConsumer>(context));
                }
            );
        });
        builder.Services.Configure<MassTransitHostOptions>(options => options.WaitUntilStarted = true);
        var app = builder.Build();
        app.MapGet("/health/ready", () => TypedResults.Ok());
        if (isDoor)
            app.MapPost("/sales", Receive);
        else
            await MakeTables(app.Services.GetRequiredService<NpgsqlDataSource>());
        await app.RunAsync();
        return 0;
    }

    static async Task<IResult> Receive(Request request, NpgsqlDataSource database, IBus bus, CancellationToken stop)
    {
        await using (var connection = await database.OpenConnectionAsync(stop))
            await connection.ExecuteAsync("INSERT INTO requests (source, transaction_id, gross) VALUES (@Source, @Id, @Gross)", request);
        // Committed; from here on only this process knows that something is still to be published.
        await bus.Publish(EntryOf(request), stop);
        Failpoint.Hit("plain.published");
        return TypedResults.Accepted(string.Empty);
    }

    static PostPlainEntry EntryOf(Request request) =>
        new()
        {
            EntryId = Guid.CreateVersion7(),
            Source = request.Source,
            TransactionId = request.Id,
            Date = new DateOnly(2026, 1, 31),
            Description = $"sale {request.Source} {request.Id}",
            Lines = [new PlainLine("assets:cash", "USD", request.Gross, null), new PlainLine("income:sales", "USD", -request.Gross, null)],
        };

    static async Task MakeTables(NpgsqlDataSource database)
    {
        await using var connection = await database.OpenConnectionAsync();
        if (await connection.ExecuteScalarAsync<bool>("SELECT to_regclass('requests') IS NULL"))
            await connection.ExecuteAsync(Tables);
    }

    static void Connect(IRabbitMqBusFactoryConfigurator rabbit, IConfiguration settings)
    {
        var address = new Uri(settings["RabbitMq:Uri"]!);
        var user = address.UserInfo.Split(':', 2);
        rabbit.Host(
            address.Host,
            (ushort)address.Port,
            address.AbsolutePath.Length > 1 ? Uri.UnescapeDataString(address.AbsolutePath.Trim('/')) : "/",
            host =>
            {
                host.Username(Uri.UnescapeDataString(user[0]));
                host.Password(Uri.UnescapeDataString(user[1]));
                host.UseSsl(tls =>
                {
                    tls.ServerName = address.Host;
                    tls.Protocol = SslProtocols.Tls12 | SslProtocols.Tls13;
                    tls.CertificateValidationCallback = Broker.CertificateCheck(settings["RabbitMq:CaFile"]);
                });
            }
        );
    }
}
