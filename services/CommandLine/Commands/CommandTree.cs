using System.CommandLine;

namespace AccountingSync.CommandLine.Commands;

/// <summary>All commands of acsync.</summary>
static class CommandTree
{
    public static RootCommand Build(Verb verb)
    {
        var root = new RootCommand("AccountingSync. Exit codes: 0 all is well, 1 a check failed or something was found, 2 it could not be done.");
        root.Options.Add(CommonOptions.Url);
        root.Options.Add(CommonOptions.Key);
        root.Options.Add(CommonOptions.Organisation);
        root.Options.Add(CommonOptions.Json);
        Command[] commands =
        [
            RunCommand.Build(verb),
            StatusCommand.Build(verb),
            SendCommand.Build(verb),
            ImportCommand.Build(verb),
            ImportsCommands.Build(verb),
            PullCommands.Build(verb),
            SourceCommands.Build(verb),
            TransactionCommand.Build(verb),
            TraceCommand.Build(verb),
            TrialBalanceCommand.Build(verb),
            ExportCommand.Build(verb),
            AuditCommand.Build(verb),
            ProveCommand.Build(verb),
            ExplainCommand.Build(verb),
            HeldCommands.Build(verb),
            PeriodCommands.Build(verb),
            DeadLetterCommands.Build(verb),
            AgreementCommands.Reconcile(verb),
            AgreementCommands.Discrepancies(verb),
            CompletenessCommand.Build(verb),
            BankCommands.Build(verb),
            PayoutCommands.All(verb),
            PayoutCommands.One(verb),
            PushesCommand.Build(verb),
            SummaryCommands.Build(verb),
            RuleCommands.Build(verb),
            OrganisationCommands.Build(verb),
            KeyCommands.Build(verb),
            ConnectionCommands.Build(verb),
        ];
        foreach (var command in commands)
            root.Subcommands.Add(command);
        return root;
    }
}
