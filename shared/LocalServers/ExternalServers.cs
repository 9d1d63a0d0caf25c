using System.Data.Common;
using Npgsql;

namespace AccountingSync.LocalServers;

/// <summary>Servers that somebody else runs; where one is named, no private one is started.</summary>
public sealed record ExternalServers(PostgresAccess? Postgres, RabbitAccess? Rabbit)
{
    public const string PostgresVariable = "ACCOUNTINGSYNC_POSTGRES";
    public const string RabbitVariable = "ACCOUNTINGSYNC_RABBITMQ";
    public const string RabbitManagementVariable = "ACCOUNTINGSYNC_RABBITMQ_MANAGEMENT";
    public const string RabbitAuthorityVariable = "ACCOUNTINGSYNC_RABBITMQ_CA";

    public static ExternalServers FromEnvironment() => From(Environment.GetEnvironmentVariable);

    public static ExternalServers From(Func<string, string?> variable)
    {
        var postgres = Given(variable(PostgresVariable));
        var rabbit = Given(variable(RabbitVariable));
        return new ExternalServers(
            postgres is null ? null : new PostgresAccess(Verified(postgres)),
            rabbit is null ? null : Broker(rabbit, Given(variable(RabbitManagementVariable)), Given(variable(RabbitAuthorityVariable)))
        );
    }

    /// <summary>Encrypted, and the server's certificate verified, unless the string says how it is to be trusted.</summary>
    static string Verified(string postgres)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(postgres);
        }
        catch (ArgumentException wrong)
        {
            throw new InvalidOperationException(
                $"{PostgresVariable} must be a connection string like Host=HOST;Username=USER;Password=PASSWORD: {wrong.Message}",
                wrong
            );
        }
        // Asked of the plain builder, because Npgsql's knows each of its words whether it was said or not.
        var said = new DbConnectionStringBuilder { ConnectionString = postgres };
        if (!said.ContainsKey("SSL Mode") && !said.ContainsKey("SslMode"))
            settings.SslMode = SslMode.VerifyFull;
        return settings.SslMode is SslMode.Require or SslMode.VerifyCA or SslMode.VerifyFull
            ? settings.ConnectionString
            : throw new InvalidOperationException(
                $"{PostgresVariable} must not say SSL Mode={settings.SslMode}: say VerifyFull (the default), VerifyCA, or Require for a server whose certificate cannot be verified."
            );
    }

    static RabbitAccess Broker(string address, string? management, string? authority)
    {
        if (
            !Uri.TryCreate(address, UriKind.Absolute, out var uri)
            || uri.Scheme != "amqps"
            || uri.UserInfo.Split(':') is not [var user, var password]
        )
            throw new InvalidOperationException(
                $"{RabbitVariable} must be amqps://USER:PASSWORD@HOST:PORT/ (encrypted; special characters percent-encoded)."
            );
        if (management is not null && !Uri.TryCreate(management, UriKind.Absolute, out _))
            throw new InvalidOperationException($"{RabbitManagementVariable} must be the address of the management API, like https://HOST:15671.");
        var api = management is null
            ? null
            : new RabbitManagement(new Uri(management), Uri.UnescapeDataString(user), Uri.UnescapeDataString(password));
        return new RabbitAccess(uri, api, authority);
    }

    static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
