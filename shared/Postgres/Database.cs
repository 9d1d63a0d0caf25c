using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace AccountingSync.Postgres;

/// <summary>The service's two doors to its database: one whose statements are part of the traces, and one for
/// polling and listening, which would fill the traces with noise.</summary>
public static class Database
{
    public const string Quiet = "quiet";

    /// <summary>The server's side: a session whose machine vanished without a word would keep its locks, and with them a connection's turn,
    /// for two hours otherwise.</summary>
    const string GoneWithinAMinute = "-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3";

    /// <summary>Registers <see cref="NpgsqlDataSource"/> (plain, and keyed <see cref="Quiet"/>) and a scoped <see cref="Session"/>.
    /// Setting: <c>Postgres:ConnectionString</c>, with the service's own role.</summary>
    public static void AddPostgres(this IHostApplicationBuilder builder, string service)
    {
        var text =
            builder.Configuration["Postgres:ConnectionString"]
            ?? throw new InvalidOperationException(
                "Postgres:ConnectionString is not set. It names the server, the database and this service's own role."
            );
        builder.Services.AddSingleton(_ => Build(text, service, traced: true));
        builder.Services.AddKeyedSingleton(Quiet, (_, _) => Build(text, service + " background", traced: false));
        builder.Services.AddScoped<Session>();
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("postgres");
    }

    static NpgsqlDataSource Build(string text, string name, bool traced)
    {
        var settings = new NpgsqlConnectionStringBuilder(text)
        {
            ApplicationName = name,
            MaxAutoPrepare = 50,
            AutoPrepareMinUsages = 2,
            KeepAlive = 30,
            Options = GoneWithinAMinute,
            IncludeErrorDetail = false,
        };
        if (!traced)
            settings.MaxPoolSize = Math.Min(settings.MaxPoolSize, 10);
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        if (!traced)
            builder.ConfigureTracing(tracing =>
                tracing.ConfigureCommandFilter(_ => false).ConfigureBatchFilter(_ => false).ConfigureCopyOperationFilter(_ => false)
            );
        return builder.Build();
    }
}
