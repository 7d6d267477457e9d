/** A bug in drawing must not leave a blank window. */
import { Component, type ReactNode } from 'react';
import { FatalScreen } from '../screens/fatal-screen.tsx';

export class ErrorBoundary extends Component<{ children: ReactNode }, { message: string | null }> {
  override state = { message: null };

  static getDerivedStateFromError(error: unknown): { message: string } {
    return { message: error instanceof Error ? error.name : 'Fehler in der Anzeige' };
  }

  override render(): ReactNode {
    const { message } = this.state;
    if (message === null) return this.props.children;
    return <FatalScreen detail={message} onRetry={() => window.location.reload()} />;
  }
}
