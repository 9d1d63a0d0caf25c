using System.Collections.Concurrent;
using AccountingSync.Sandbox.QuickBooks;
using AccountingSync.Sandbox.Xero;
using Microsoft.Extensions.Options;

namespace AccountingSync.Sandbox.Faults;

/// <summary>The current plan of every target. Token requests are a target of their own, so that a one-shot fault hits what it is meant for.</summary>
public sealed class FaultSwitchboard(IOptions<SandboxOptions> options)
{
    public const string QuickBooks = "quickbooks";
    public const string QuickBooksTokens = "quickbooks-tokens";
    public const string Stripe = "stripe";
    public const string Xero = "xero";
    public const string XeroTokens = "xero-tokens";
    public const string Odoo = "odoo";
    public const string Square = "square";
    public const string Mollie = "mollie";
    public const string GoCardless = "gocardless";
    public const string PayPal = "paypal";

    public static IReadOnlyList<string> Targets { get; } =
    [QuickBooks, QuickBooksTokens, Stripe, Xero, XeroTokens, Odoo, Square, Mollie, GoCardless, PayPal];

    readonly ConcurrentDictionary<string, FaultTarget> targets = new();

    /// <summary>QuickBooks' limits in force, or null while there are none.</summary>
    public LimitSettings? Limits =>
        For(QuickBooks).Plan is var plan && (plan.EnforceLimits ?? options.Value.EnforceLimits) ? plan.Limits ?? new LimitSettings() : null;

    /// <summary>Xero's limits in force, or null while there are none.</summary>
    public XeroLimitSettings? XeroLimits =>
        For(Xero).Plan is var plan && (plan.EnforceLimits ?? options.Value.EnforceLimits) ? plan.XeroLimits ?? new XeroLimitSettings() : null;

    /// <summary>Whether Xero remembers what it answered to an idempotency key.</summary>
    public bool RemembersIdempotencyKeys => !For(Xero).Plan.ForgetRequestIds;

    /// <summary>Whether QuickBooks remembers what it answered to a request id.</summary>
    public bool RemembersRequestIds => !For(QuickBooks).Plan.ForgetRequestIds;

    internal FaultTarget For(string target) => targets.GetOrAdd(target, name => new FaultTarget(new FaultPlan { Target = name }));

    internal void Set(FaultPlan plan) => targets[plan.Target] = new FaultTarget(plan);

    internal void Clear() => targets.Clear();
}
