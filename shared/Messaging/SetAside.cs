using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Messaging;

public sealed record SetAsideItem(string Organisation, string Queue, string MessageType, string ItemJson, string Reason);

/// <summary>The statements on the table of items that were taken out of their envelopes.</summary>
static class SetAside
{
    public static async Task Store(Session session, SetAsideItem item, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            INSERT INTO set_aside (id, organisation, queue, message_type, item, reason)
            VALUES ($1, $2, $3, $4, $5::jsonb, $6)
            """
        );
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.CreateVersion7() });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = item.Organisation });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = item.Queue });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = item.MessageType });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = item.ItemJson });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = item.Reason });
        await command.ExecuteNonQueryAsync(stop);
    }
}
