using AccountingSync.Sandbox.Census;
using AccountingSync.Sandbox.Tokens;
using Microsoft.Extensions.Options;

namespace AccountingSync.Sandbox.Xero;

/// <summary>Xero's tokens, apart from those of other vendors.</summary>
internal sealed class XeroTokens(TimeProvider clock, CensusFile census, IOptions<SandboxOptions> options)
{
    public TokenIssuer Issuer { get; } = new(clock, census, options, TokenTerms.Xero);
}
