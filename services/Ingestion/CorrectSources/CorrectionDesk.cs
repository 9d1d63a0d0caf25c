using AccountingSync.Accounting.Corrections;
using AccountingSync.Ingestion.Access;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Messaging;
using AccountingSync.Postgres;

namespace AccountingSync.Ingestion.CorrectSources;

/// <summary>What became of asking for a correction.</summary>
abstract record CorrectionAsked
{
    CorrectionAsked() { }

    /// <summary>The first attempt is planned by the same commit.</summary>
    public sealed record Taken : CorrectionAsked;

    /// <summary>It was told before.</summary>
    public sealed record Known : CorrectionAsked;

    /// <summary>The id was told before, with something else.</summary>
    public sealed record Differs : CorrectionAsked;

    /// <summary>It never can be done; that is stored and told.</summary>
    public sealed record Refused(string Why) : CorrectionAsked;
}

/// <summary>Takes corrections in: by message or by hand, each once.</summary>
sealed class CorrectionDesk(Connections connections, IEnumerable<ISourceCorrections> sources, CorrectionContent contents, TimeProvider time)
{
    /// <summary>What is wrong with it, before anything is stored: the field, and what to do.</summary>
    public async Task<IReadOnlyList<(string Field, string Message)>> Problems(
        string organisation,
        SourceCorrection correction,
        CancellationToken stop
    )
    {
        var problems = correction.Problems().ToList();
        if (problems.TrueForAll(problem => problem.Field != "source"))
            if (await connections.OfSource(organisation, correction.Source, stop) is null)
                problems.Add(
                    (
                        "source",
                        $"There is no connection '{correction.Source}', so it cannot be told. Add one by that name: 'acsync connections add', "
                            + "with 'callback' and --source for a system of your own."
                    )
                );
        return problems;
    }

    /// <param name="session">Of the organisation. Its commit takes the correction in.</param>
    public async Task<CorrectionAsked> Ask(Session session, Outbox outbox, SourceCorrection correction, CancellationToken stop)
    {
        var organisation = session.Organisation!;
        var refusal = await Refusal(organisation, correction, stop);
        // What is wrong with it may be that it holds what is kept nowhere.
        correction = correction.Kept();
        var now = time.GetUtcNow();
        var content = await contents.Encrypt(organisation, correction, stop);
        if (!await CorrectionStore.Add(session, correction, content, refusal is null ? CorrectionRecord.Open : "refused", refusal, now, stop))
            return await CorrectionStore.IsSame(session, correction, stop) ? new CorrectionAsked.Known() : new CorrectionAsked.Differs();
        if (refusal is not null)
        {
            CorrectionMetrics.Count(session, "refused");
            outbox.Add(CorrectionNews.Refused(organisation, correction, "refused", refusal, there: null, now));
            return new CorrectionAsked.Refused(refusal);
        }
        var record = new CorrectionRecord(correction, CorrectionRecord.Open, Attempt: 0, Generation: 1);
        await CorrectionStore.Plan(session, correction.Id, 1, record.Generation, record.Key, now, stop);
        outbox.Add(CorrectionNews.Send(organisation, correction.Id, 1));
        return new CorrectionAsked.Taken();
    }

    async Task<string?> Refusal(string organisation, SourceCorrection correction, CancellationToken stop)
    {
        var problems = await Problems(organisation, correction, stop);
        if (problems.Count > 0)
            return string.Join(' ', problems.Select(problem => $"{problem.Field}: {problem.Message}"));
        var connection = (await connections.OfSource(organisation, correction.Source, stop))!;
        return sources.SingleOrDefault(source => source.Name == connection.SourceSystem) is not { } source
            ? UncorrectableSources.Why(connection.SourceSystem, correction.Field)
            : source.Allows(correction.TransactionId, correction.Field) switch
            {
                CorrectionAllowance.Refused(var why) => why,
                CorrectionAllowance.Allowed(var longest, _) when correction.To?.Length > longest =>
                    $"to: {connection.SourceSystem} keeps at most {longest} characters there. Shorten it.",
                CorrectionAllowance.Allowed { MayBeNone: false } when correction.To is null =>
                    $"to: {connection.SourceSystem} keeps a text there always. Give another instead of none.",
                _ => null,
            };
    }
}
