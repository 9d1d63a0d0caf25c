using AccountingSync.Accounting.Periods;
using AccountingSync.Accounting.Rules;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using AccountingSync.Transformation.Held;
using Npgsql;

namespace AccountingSync.Transformation.RuleSets;

/// <summary>What came of an attempt to publish a version.</summary>
abstract record PublicationResult
{
    PublicationResult() { }

    /// <param name="Retried">How many held transactions are decided again under it.</param>
    public sealed record Published(RuleSet Set, int Retried) : PublicationResult;

    /// <summary>It is kept as a draft until somebody else agrees.</summary>
    /// <param name="Touches">The first closed period whose days it would decide on.</param>
    public sealed record Proposed(RuleSet Set, AccountingPeriod Touches) : PublicationResult;

    public sealed record Refused(IReadOnlyList<string> Errors) : PublicationResult;

    /// <summary>Whoever asked may not agree with themselves.</summary>
    public sealed record NeedsAnother(string Reason) : PublicationResult;
}

/// <summary>Publishes versions of rule sets. One that would decide on days of a closed period needs two people.</summary>
sealed class Publication(NpgsqlDataSource database, RuleBooks books, HeldStore held, FreshMessages fresh, TimeProvider time)
{
    /// <param name="closed">The organisation's closed periods.</param>
    public async Task<PublicationResult> Publish(
        string organisation,
        RuleSetToPublish request,
        IReadOnlyCollection<AccountingPeriod> closed,
        CancellationToken stop
    )
    {
        var (set, errors) = RuleSetExamination.Of(request.Content, request.FileName, stop);
        if (set is null)
            return new PublicationResult.Refused(errors);
        await using var session = await Session.Begin(database, organisation, stop);
        await RuleSetStore.LockForPublishing(session, stop);
        var book = await books.Read(session, stop);
        if (book.Objection(set) is { } objection)
            return new PublicationResult.Refused([objection]);
        string? agreedBy = null;
        var proposer = request.PublishedBy;
        var isNew = book.Find(set.Name, set.Version) is null;
        if (isNew && PeriodRules.FirstTouched(set.Effective, closed) is { } touched)
        {
            var draft = await DraftStore.Find(session, set.Name, set.Version, stop);
            // Another text is another proposal.
            if (draft?.ProposedBy is not { } known || draft.Content != request.Content)
                return await Propose(session, set, request, touched, stop);
            if (known == request.PublishedBy)
                return new PublicationResult.NeedsAnother(
                    $"{set.Name} {set.Version} decides on days of {touched}, which is closed, and {known} proposed it: somebody else must agree."
                );
            (proposer, agreedBy) = (known, request.PublishedBy);
        }
        await RuleSetStore.Publish(session, set, request.Content, proposer, agreedBy, stop);
        await DraftStore.Discard(session, set.Name, set.Version, stop);
        var outbox = new Outbox(fresh);
        var retried = await HeldRoutes.RetryAll(session, held, outbox, stop);
        await outbox.Flush(session, stop);
        await session.Commit(stop);
        return new PublicationResult.Published(set, retried);
    }

    async Task<PublicationResult> Propose(Session session, RuleSet set, RuleSetToPublish request, AccountingPeriod touched, CancellationToken stop)
    {
        await DraftStore.Save(
            session,
            new RuleSetDraft(
                set.Name,
                set.Version,
                request.FileName,
                request.Content,
                request.PublishedBy,
                time.GetUtcNow(),
                ProposedBy: request.PublishedBy
            ),
            stop
        );
        await session.Commit(stop);
        return new PublicationResult.Proposed(set, touched);
    }
}
