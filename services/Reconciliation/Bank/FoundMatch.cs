using System.Security.Cryptography;
using System.Text;
using AccountingSync.Accounting.Matching;

namespace AccountingSync.Reconciliation.Bank;

/// <summary>A match as it is stored. The same lines are the same match in every run: its id is the first 16 bytes of the SHA-256 of organisation,
/// currency and lines.</summary>
/// <param name="Proposal">Those of which one at most is right have the same; null where it is accepted.</param>
/// <param name="Candidates">How many there are of them, also of those that are not kept; 1 where it is accepted.</param>
sealed record FoundMatch(Guid Id, Guid? Proposal, int Candidates, LineMatch Match)
{
    const char Separator = '\u001d';

    public string State => Proposal is null ? "accepted" : "proposed";

    public static IReadOnlyList<FoundMatch> Of(string organisation, string currency, MatchingResult result) =>
        [
            .. result.Accepted.Select(match => new FoundMatch(IdOf(organisation, currency, match.Key), null, 1, match)),
            .. result.Proposals.SelectMany(proposal =>
            {
                var lines = MatchKey.Of(
                    proposal.Lines.Where(line => line.Side == MatchSide.Books),
                    proposal.Lines.Where(line => line.Side == MatchSide.Bank)
                );
                var id = IdOf(organisation, currency, "proposal" + Separator + lines);
                return proposal.Candidates.Select(match => new FoundMatch(IdOf(organisation, currency, match.Key), id, proposal.Count, match));
            }),
        ];

    static Guid IdOf(string organisation, string currency, string key) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(Separator, organisation, currency, key))).AsSpan(0, 16), bigEndian: true);
}
