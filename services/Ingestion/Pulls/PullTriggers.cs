using Quartz;

namespace AccountingSync.Ingestion.Pulls;

/// <summary>What the schedule holds of a pull, made to agree with its row. Done twice, it does nothing the second time.</summary>
static class PullTriggers
{
    public static async Task Agree(IScheduler scheduler, PullRecord pull, CancellationToken stop)
    {
        var job = PullJob.KeyOf(pull.Organisation, pull.Connection);
        var key = new TriggerKey(pull.Connection, pull.Organisation);
        if (!await scheduler.Exists(job, stop))
            await scheduler.AddJob(
                JobBuilder.Create<PullJob>().WithIdentity(job).StoreDurably().RequestRecovery().Build(),
                AddJobOptions.Replacing,
                stop
            );
        if (pull.Paused)
        {
            await scheduler.UnscheduleJob(key, stop);
            return;
        }
        var description = Description(pull.Schedule);
        if (await scheduler.GetTrigger(key, stop) is { } there && there.Description == description)
            return;
        var calendar = pull.Schedule.Calendar();
        var calendarName = $"{pull.Organisation} {pull.Connection}";
        if (calendar is not null)
            await scheduler.AddCalendar(calendarName, calendar, AddCalendarOptions.ReplacingAndUpdatingTriggers, stop);
        // However many firings a standstill made miss, one pull asks for all that they would have: it is fired once, at once.
        var trigger = TriggerBuilder
            .Create()
            .WithIdentity(key)
            .WithDescription(description)
            .ForJob(job)
            .WithCalendarName(calendar is null ? null : calendarName)
            .WithSchedule(CronScheduleBuilder.Create(pull.Schedule.Expression).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
            .Build();
        await scheduler.ScheduleJob(trigger, ScheduleJobOptions.Replacing, stop);
    }

    /// <summary>Two schedules with the same times have the same.</summary>
    static string Description(PullSchedule schedule) =>
        $"{schedule.Cron} {schedule.Zone.Id} {schedule.Window} {string.Join(',', schedule.Holidays.Select(day => day.ToString("O", System.Globalization.CultureInfo.InvariantCulture)))}";
}
