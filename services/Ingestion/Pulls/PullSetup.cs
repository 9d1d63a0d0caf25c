using System.Data.Common;
using System.Globalization;
using AccountingSync.Postgres;
using Npgsql;
using Quartz;

namespace AccountingSync.Ingestion.Pulls;

static class PullSetup
{
    const string TablePrefix = "ingestion_schedule.qrtz_";
    const int AtOnce = 2;

    /// <summary>So long after it died, the pulls of a process go on elsewhere.</summary>
    static readonly TimeSpan CheckIn = TimeSpan.FromSeconds(5);

    /// <summary>A firing that comes later than this counts as missed.</summary>
    static readonly TimeSpan Late = TimeSpan.FromSeconds(60);

    /// <summary>The schedule of all processes of Ingestion together, in PostgreSQL. Setting <c>Pulls:LookSeconds</c>: how often the rows of pulls are
    /// looked at for what was changed by another process, 30 when nothing is said.</summary>
    public static void AddPulls(this WebApplicationBuilder builder)
    {
        var look = TimeSpan.FromSeconds(double.Parse(builder.Configuration["Pulls:LookSeconds"] ?? "30", CultureInfo.InvariantCulture));
        builder.Services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = "pulls";
                scheduler.GenerateInstanceId = true;
                scheduler.IdleWaitTime = TimeSpan.FromSeconds(10);
                // What is at work when the service stops gives its pull up, and another process goes on with it.
                scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
            });
            quartz.UseDefaultThreadPool(AtOnce);
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(source => source.DataSourceServiceKey = Database.Quiet);
                store.UseSystemTextJsonSerializer();
                store.UseClustering(cluster =>
                {
                    cluster.CheckinInterval = CheckIn;
                    cluster.CheckinMisfireThreshold = CheckIn;
                });
                store.ConfigureStore(options =>
                {
                    options.TablePrefix = TablePrefix;
                    options.MisfireThreshold = Late;
                    options.RecoverFiringsCancelledByShutdown = true;
                    // However often a pull fails, it is tried again at its next time.
                    options.MaxConsecutiveFireFailures = 0;
                });
            });
        });
        var services = builder.Services;
        // Quartz asks for the kind of data source that all databases have.
        services.AddKeyedSingleton<DbDataSource>(Database.Quiet, (provider, key) => provider.GetRequiredKeyedService<NpgsqlDataSource>(key));
        services.AddTransient<PullJob>();
        services.AddSingleton<PullPages>();
        services.AddSingleton<PullRun>();
        services.AddSingleton<PullAccount>();
        services.AddSingleton<PullWork>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<PullScheduler>(provider, look));
        services.AddHostedService(provider => provider.GetRequiredService<PullScheduler>());
    }
}
