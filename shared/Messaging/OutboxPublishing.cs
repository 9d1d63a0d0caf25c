using System.Diagnostics;
using MassTransit.Logging;
using RabbitMQ.Client;

namespace AccountingSync.Messaging;

/// <summary>How a row of the outbox becomes messages at the broker.</summary>
static class OutboxPublishing
{
    public const string OriginHeader = "acs-origin";
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static async Task<IChannel> OpenChannel(IConnection connection, MessagingOptions options, CancellationToken stop)
    {
        var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true),
            stop
        );
        await Broker.Declare(channel, [.. Flow.AllQueues, options.ReceiptsQueue], stop);
        return channel;
    }

    /// <summary>Publishes all without awaiting each, then awaits all confirms.</summary>
    /// <param name="confirmed">Is given the rows that the broker has taken for good, also when it did not take others.</param>
    /// <exception cref="Exception">Some were not taken.</exception>
    public static async Task Publish(
        IChannel channel,
        string service,
        IReadOnlyList<OutboxRow> rows,
        Func<IReadOnlyList<OutboxRow>, Task> confirmed,
        CancellationToken stop
    )
    {
        using var timeLimit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        timeLimit.CancelAfter(Limit);
        var confirms = rows.Select(row => Publish(channel, service, row, timeLimit.Token)).ToArray();
        Failpoint.Hit("outbox.published");
        try
        {
            await Task.WhenAll(confirms);
        }
        finally
        {
            // What was confirmed counts even when a neighbour failed.
            Failpoint.Hit("outbox.confirmed");
            await confirmed([.. rows.Where((_, i) => confirms[i].IsCompletedSuccessfully)]);
        }
    }

    static async Task Publish(IChannel channel, string service, OutboxRow row, CancellationToken stop)
    {
        using var activity = ActivityContext.TryParse(row.TraceParent, null, out var parent)
            ? Telemetry.Activities.StartActivity("outbox publish " + row.MessageType, ActivityKind.Producer, parent)
            : null;
        var headers = new Dictionary<string, object?> { [OriginHeader] = service, [MessageForm.TypeHeader] = row.MessageType };
        if ((activity?.Id ?? row.TraceParent) is { } traceParent)
            headers[DiagnosticHeaders.ActivityId] = traceParent;
        var properties = new BasicProperties
        {
            MessageId = row.MessageId.ToString(),
            ContentType = MessageForm.Type.MediaType,
            Persistent = true,
            Headers = headers,
        };
        // Straight to the queues that still wait for it: after a loss nobody gets it a second time without need.
        foreach (var queue in row.Awaiting)
            await channel.BasicPublishAsync(string.Empty, queue, mandatory: true, properties, row.Body, stop);
    }
}
