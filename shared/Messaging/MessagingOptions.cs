using Microsoft.Extensions.Configuration;

namespace AccountingSync.Messaging;

/// <summary>How a service reaches the broker, and the bounds of its messaging.</summary>
public sealed record MessagingOptions
{
    /// <summary>The service's name; also that of its queue, its database schema and its broker user.</summary>
    public required string Service { get; init; }

    /// <summary>amqps://user:password@host:port/virtual-host. Setting <c>RabbitMq:Uri</c>.</summary>
    public required Uri Broker { get; init; }

    /// <summary>PEM file of the authority that signed the broker's certificate; null trusts the machine's own store. Setting <c>RabbitMq:CaFile</c>.</summary>
    public string? CaFile { get; init; }

    /// <summary>Outbox rows published in one go.</summary>
    public int PublishBatch { get; init; } = 100;

    /// <summary>Dispatchers that publish side by side, each with its own channel and its own claim.</summary>
    public int Dispatchers { get; init; } = 2;

    /// <summary>How long the dispatcher sleeps at most when nobody wakes it.</summary>
    public TimeSpan MaxIdle { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A published message that no consumer has acknowledged for this long is published again; doubled each time.</summary>
    public TimeSpan RepublishAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the inbox remembers. Must be longer than anything can stay in a queue or an outbox; the permanent
    /// natural keys protect beyond it. Setting <c>RabbitMq:InboxRetentionSeconds</c>.</summary>
    public TimeSpan InboxRetention { get; init; } = TimeSpan.FromDays(14);

    /// <summary>Envelopes that a queue hands out unacknowledged.</summary>
    public ushort Prefetch { get; init; } = 64;

    /// <summary>Sessions in which a service's envelopes are consumed at the same time.</summary>
    public int Concurrency { get; init; } = 2;

    public string WakeUpChannel => "outbox_" + Service.Replace('-', '_');

    /// <summary>Where consumers report that they are done with this service's messages.</summary>
    public string ReceiptsQueue => Service + ".receipts";

    public static MessagingOptions From(IConfiguration configuration, string service)
    {
        var uri =
            configuration["RabbitMq:Uri"]
            ?? throw new InvalidOperationException("RabbitMq:Uri is not set (amqps://user:password@host:port/virtual-host).");
        var options = new MessagingOptions
        {
            Service = service,
            Broker = new Uri(uri),
            CaFile = configuration["RabbitMq:CaFile"],
        };
        return options with
        {
            RepublishAfter = Seconds(configuration["RabbitMq:RepublishAfterSeconds"]) ?? options.RepublishAfter,
            InboxRetention = Seconds(configuration["RabbitMq:InboxRetentionSeconds"]) ?? options.InboxRetention,
            Concurrency = int.Parse(configuration["RabbitMq:Concurrency"] ?? "2", System.Globalization.CultureInfo.InvariantCulture),
        };
    }

    static TimeSpan? Seconds(string? text) =>
        text is null ? null : TimeSpan.FromSeconds(int.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
}
