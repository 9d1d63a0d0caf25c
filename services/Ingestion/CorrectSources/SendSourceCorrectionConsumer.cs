using System.Diagnostics;
using AccountingSync.Accounting.Corrections;
using AccountingSync.Contracts;
using AccountingSync.Ingestion.Access;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using MassTransit;
using Npgsql;

namespace AccountingSync.Ingestion.CorrectSources;

/// <summary>Makes one attempt: notes in a commit of its own that it begins, asks the source, records how that ended, and plans what follows. A message that is
/// delivered again after a crash makes the same attempt once more, under the same key, and looks first.</summary>
sealed class SendSourceCorrectionConsumer(
    Session session,
    Outbox outbox,
    [FromKeyedServices(Database.Quiet)] NpgsqlDataSource quiet,
    CorrectionQueries corrections,
    CorrectionEnding ending,
    Connections connections,
    IEnumerable<ISourceCorrections> sources,
    CorrectionPatience patience,
    SlowSources slow,
    TimeProvider time
) : IConsumer<SendSourceCorrection>
{
    /// <summary>For the whole of an attempt, however many calls it takes; the database gives a silent session up later than that.</summary>
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public async Task Consume(ConsumeContext<SendSourceCorrection> context)
    {
        var (message, stop) = (context.Message, context.CancellationToken);
        if (await corrections.Take(session, message.CorrectionId, stop) is not { State: CorrectionRecord.Open } record)
            return;
        // A later attempt is planned: this one is over.
        if (record.Attempt != message.Attempt)
            return;
        if (await CorrectionQueries.GoesBefore(session, record.Correction, stop) is { } other)
        {
            // Whoever ends the other one sends for this one. This is for when nobody did, as when both were at it in the same moment.
            outbox.Add(message, patience.Settled(other));
            return;
        }
        using var span = Telemetry
            .Activities.StartActivity("correct source", ActivityKind.Client)
            ?.SetTag("accountingsync.source", record.Correction.Source)
            .SetTag("accountingsync.transaction", record.Correction.TransactionId);
        var outcome = await Attempt(message.Organisation, record, stop);
        Failpoint.Hit("correct.answered");
        await Follow(message.Organisation, record, outcome, stop);
    }

    async Task<CorrectionOutcome> Attempt(string organisation, CorrectionRecord record, CancellationToken stop)
    {
        var correction = record.Correction;
        if (await connections.OfSource(organisation, correction.Source, stop) is not { } connection)
            return record.Uncertain
                ? new CorrectionOutcome.Unknown($"There is no connection '{correction.Source}' any more, so nobody can look.")
                : new CorrectionOutcome.Refused($"There is no connection '{correction.Source}' any more.");
        if (sources.SingleOrDefault(source => source.Name == connection.SourceSystem) is not { } source)
            return new CorrectionOutcome.Refused(UncorrectableSources.Why(connection.SourceSystem, correction.Field));
        if (connection.Secrets.ApiKey is null && source.NeedsKey)
        {
            const string why = "The connection has no API key, so the source cannot be told. Add one: 'acsync connections add'.";
            return record.Begun ? new CorrectionOutcome.Unknown(why) : new CorrectionOutcome.SignInNeeded(why);
        }
        // One that was cut off goes on: what is said of it must not be that nothing was sent.
        if (!record.Begun && !slow.MayTry(connection.Name))
            return new CorrectionOutcome.Unavailable("The source kept a call waiting just now and is left alone for a minute; nothing was sent.");
        var sendings = await Begin(organisation, record, stop);
        Failpoint.Hit("correct.intent-stored");
        var attempt = new CorrectionAttempt(organisation, correction, record.Key, record.Uncertain || sendings > 1, time.GetUtcNow() + Timeout);
        var began = time.GetTimestamp();
        var outcome = await InTime(source, attempt, new SourceAccess(connection.Secrets.ApiKey ?? "", connection.BaseAddress), stop);
        slow.Note(connection.Name, time.GetElapsedTime(began), outcome);
        return outcome;
    }

    async Task<CorrectionOutcome> InTime(ISourceCorrections source, CorrectionAttempt attempt, SourceAccess access, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            return await source.Correct(attempt, access, either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new CorrectionOutcome.Unknown("no answer in time");
        }
    }

    /// <summary>Committed before anything is sent: whoever comes after a crash knows that something may have been.</summary>
    async Task<int> Begin(string organisation, CorrectionRecord record, CancellationToken stop)
    {
        await using var noted = await Session.Begin(quiet, organisation, stop);
        var sendings = await CorrectionStore.Begin(noted, record.Correction.Id, record.Attempt, stop);
        await noted.Commit(stop);
        return sendings;
    }

    async Task Follow(string organisation, CorrectionRecord record, CorrectionOutcome outcome, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        await CorrectionStore.Answered(session, record.Correction.Id, record.Attempt, outcome, now, stop);
        switch (CorrectionCourse.For(outcome, record.Attempt, patience))
        {
            case CorrectionCourse.Over over:
                await ending.End(session, outbox, record.Correction, over, outcome.Instead, stop);
                break;
            case CorrectionCourse.Again(var after, var newKey):
                var next = record with { Attempt = record.Attempt + 1, Generation = record.Generation + (newKey ? 1 : 0) };
                await CorrectionStore.Plan(session, next.Correction.Id, next.Attempt, next.Generation, next.Key, now, stop);
                outbox.Add(CorrectionNews.Send(organisation, next.Correction.Id, next.Attempt), after);
                break;
            default:
                throw new UnreachableException();
        }
    }
}
