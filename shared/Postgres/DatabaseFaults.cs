using System.Net.Sockets;
using Npgsql;

namespace AccountingSync.Postgres;

/// <summary>Tells what may succeed when tried again from what never will.</summary>
public static class DatabaseFaults
{
    /// <summary>True for a lost or refused connection, a server that restarts or lacks resources, a deadlock or a serialization failure.</summary>
    public static bool MayPass(Exception exception) =>
        exception switch
        {
            PostgresException postgres => postgres.IsTransient || postgres.SqlState is "25P02" or "57P01" or "57P02" or "57P03",
            NpgsqlException => true,
            SocketException or IOException or TimeoutException => true,
            { InnerException: { } inner } => MayPass(inner),
            _ => false,
        };
}
