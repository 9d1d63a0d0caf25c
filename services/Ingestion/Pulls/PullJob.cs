using Quartz;

namespace AccountingSync.Ingestion.Pulls;

/// <summary>What the schedule starts: the pull of one connection. The group of its key is the organisation, the name the connection.</summary>
[DisallowConcurrentExecution]
sealed class PullJob(PullWork work) : IJob
{
    /// <summary>In the data of a firing that a person asked for.</summary>
    public const string Asked = "asked";

    public static JobKey KeyOf(string organisation, string connection) => new(connection, organisation);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var key = context.JobDetail.Key;
        await work.Do(key.Group, key.Name, context.MergedJobDataMap.ContainsKey(Asked), context.Recovering, cancellationToken);
    }
}
